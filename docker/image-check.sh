#!/usr/bin/env bash
# Checks the last stage of the Dockerfile without a Docker engine: it makes a root
# of a fresh Debian, runs the steps of the stage in it, and starts the program
# there as the image does: as its user, with a root that cannot be written to.
# Needs root rights and debootstrap; downloads about 60 MB of Debian packages once.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x bin/earshot ] || { echo "image-check: build bin/earshot first (make build)"; exit 2; }
[ "$(id -u)" -eq 0 ] || { echo "image-check: needs root rights, to make the root of an image"; exit 2; }
command -v debootstrap >/dev/null || { echo "image-check: needs debootstrap (apt-get install debootstrap)"; exit 2; }

work=$(mktemp -d)
root=$work/root
pid=
stop() {
  # unshare does not hand a signal on to what it started.
  [ -z "$pid" ] || { kill -TERM $(cat "/proc/$pid/task/$pid/children") 2>/dev/null; wait "$pid" 2>/dev/null; } || true
  rm -rf "$work"
}
trap stop EXIT

# The mirror and its proxy are those that this machine's apt uses.
mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -1 || true)
mirror=${mirror:-$(sed -n 's/^URIs: *\([^ ]*\/debian\/\{0,1\}\).*/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -1)}
debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >"$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null || true

install -m 0644 docker/image.sh "$root/tmp/image.sh"
chroot "$root" sh /tmp/image.sh >"$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }
engine=node_modules/@chdb/lib-linux-x64-gnu/libchdb.so
install -D "$engine" "$root/opt/earshot/$engine"
mkdir -p "$root/opt/earshot/node_modules"
cp -r node_modules/@energetic-ai "$root/opt/earshot/node_modules/"
install -m 0755 bin/earshot "$root/opt/earshot/earshot"

# As the image runs it: another user, another root that only /data and /tmp can be
# written in, and the processes and interfaces of its own.
run=(unshare --mount --pid --fork --kill-child --mount-proc="$root/proc" sh -c '
  mount --rbind "$1" "$1" && mount --bind "$1/data" "$1/data" && mount -t tmpfs tmpfs "$1/tmp" && chmod 1777 "$1/tmp" && mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts" && mount --bind "$1/dev/pts/ptmx" "$1/dev/ptmx"
  mount -o remount,bind,ro "$1"
  shift
  exec chroot --userspec=10001:10001 "$@"' sh "$root" "$root" env -i PATH=/opt/earshot:/usr/bin:/bin EARSHOT_DATA=/data HOME=/data sh -c 'cd /data && exec "$@"' sh)
port=$((20000 + RANDOM % 20000))
"${run[@]}" earshot demo --addr "127.0.0.1:$port" >"$work/out" 2>&1 &
pid=$!
for i in $(seq 1 90); do
  if bin/earshot ready --url "http://127.0.0.1:$port" >"$work/ready" 2>/dev/null; then
    echo "image-check: ready after about $i s as user 10001 with a root that is not writable: $(cat "$work/ready")"

    exit 0
  fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 1
done
echo "image-check: not ready:"; tail -30 "$work/out"
exit 1
