# The project's own, not the package.
