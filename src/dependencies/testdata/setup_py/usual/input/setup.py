"""The anvil's package."""
from setuptools import find_packages, setup

tests_require = ["pytest>=7", 'hypothesis']  # used below

setup(
    name="anvil",
    # install_requires=["not-this-one"],
    install_requires=[
        "requests>=2.0,<3",  # for the forge
        'bellows == 1.4.2',
        "tongs[hot] ; python_version < '3.9'",
        """smithy
        """,
    ],
    extras_require={
        "dev": ["black==24.1.0"],
        "test": tests_require,
        "fast": ["orjson"],
    },
    setup_requires=("wheel",),
    my_install_requires=["nor-this"],
    tests_require=tests_require,
)
