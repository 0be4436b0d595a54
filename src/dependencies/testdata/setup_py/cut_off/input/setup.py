setup(
    install_requires=[
        "requests==2.31.0",
        "cut