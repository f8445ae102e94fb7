# Binaries that are not part of the image, as in Flatcar.
export PATH=/opt/bin:$PATH
