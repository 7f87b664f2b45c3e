"""`python -m clipkit`."""

from clipkit.cli import main

main()
