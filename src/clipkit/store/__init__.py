"""The only room that writes: files whole or absent, content digests, and what is kept for later."""

from clipkit.store.cache import CACHE_VARIABLE as CACHE_VARIABLE
from clipkit.store.cache import MOST_KEPT as MOST_KEPT
from clipkit.store.cache import NOTHING_KEPT as NOTHING_KEPT
from clipkit.store.cache import Cache as Cache
from clipkit.store.cache import Kind as Kind
from clipkit.store.cache import cache as cache
from clipkit.store.cache import uncached as uncached
from clipkit.store.digests import digest as digest
from clipkit.store.digests import digest_of_bytes as digest_of_bytes
from clipkit.store.digests import digest_of_file as digest_of_file
from clipkit.store.digests import edition as edition
from clipkit.store.digests import installed as installed
from clipkit.store.entries import Freed as Freed
from clipkit.store.files import Lent as Lent
from clipkit.store.files import replacing as replacing
from clipkit.store.files import write as write
