"""`python -m flows.cli`: the command line where the script is not on the path."""

from __future__ import annotations

from flows.cli import main

if __name__ == "__main__":
    main()
