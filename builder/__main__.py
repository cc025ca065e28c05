"""``python -m builder`` is the command ``archive``. Never does anything itself."""

from builder.cli import main

if __name__ == "__main__":
    main()
