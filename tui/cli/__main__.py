"""`python -m tui.cli` is `touchbase`, also where the command is not on the path."""

from tui.cli import main

if __name__ == "__main__":
    main()
