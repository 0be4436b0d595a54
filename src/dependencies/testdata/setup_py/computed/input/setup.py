import os
install_requires = open("requirements.txt").read().split()
setup(install_requires=install_requires)
