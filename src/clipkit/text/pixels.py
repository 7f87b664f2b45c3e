"""What texts are painted on."""

import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]
