#!/bin/sh
# Prepares the root of the image: the user that Earshot runs as, and its folders.
# Beside the image's own build, make image-check runs it in a fresh Debian.
set -eu
# Certificates, to ask platforms over https.
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates
rm -rf /var/lib/apt/lists/*
groupadd --system --gid 10001 earshot
useradd --system --uid 10001 --gid earshot --home-dir /data --shell /usr/sbin/nologin earshot
mkdir -p /opt/earshot /etc/earshot /data
chown earshot:earshot /data
chmod 0700 /data
