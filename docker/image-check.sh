#!/usr/bin/env bash
# Checks the last stage of the Dockerfile without a Docker engine: it makes a root
# of a fresh Debian, runs the steps of the stage in it, and starts the program
# there as the image does: as its user, with a root that cannot be written to.
# It must come to be ready, find itself in order, and end in order.
# Needs root rights and debootstrap; downloads about 60 MB of Debian packages.
set -euo pipefail
cd "$(dirname "$0")/.."
. docker/root.sh
needs image-check

work=$(mktemp -d)
root=$work/root
pid=
# unshare does not hand a signal on to what it started.
inside() { cat "/proc/$pid/task/$pid/children"; }
stop() {
  [ -z "$pid" ] || { kill -TERM $(inside) 2>/dev/null; wait "$pid" 2>/dev/null; } || true
  rm -rf "$work"
}
trap stop EXIT
fail() { echo "image-check: $1:"; tail -30 "$work/out" "$work/doctor" 2>/dev/null; exit 1; }

debian "$root" "$work/log"
install -m 0644 docker/image.sh "$root/tmp/image.sh"
chroot "$root" sh /tmp/image.sh >"$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }
program "$root"

# As the image runs it: another user, another root that only /data and /tmp can be
# written in, and the processes, terminals and interfaces of its own.
run=(unshare --mount --pid --fork --kill-child --mount-proc="$root/proc" sh -c '
  mount --rbind "$1" "$1" && mount --bind "$1/data" "$1/data" && mount -t tmpfs tmpfs "$1/tmp" && chmod 1777 "$1/tmp" && mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts" && mount --bind "$1/dev/pts/ptmx" "$1/dev/ptmx"
  mount -o remount,bind,ro "$1"
  shift
  exec chroot --userspec=10001:10001 "$@"' sh "$root" "$root" env -i PATH=/opt/earshot:/usr/bin:/bin EARSHOT_DATA=/data HOME=/data sh -c 'cd /data && exec "$@"' sh)
port=$((20000 + RANDOM % 20000))
"${run[@]}" setpriv --no-new-privs earshot demo --data /data --addr "127.0.0.1:$port" >"$work/out" 2>&1 &
pid=$!
for i in $(seq 1 90); do
  if bin/earshot ready --url "http://127.0.0.1:$port" >"$work/ready" 2>/dev/null; then
    echo "image-check: ready after about $i s as user 10001 with a root that is not writable: $(cat "$work/ready")"
    break
  fi
  kill -0 "$pid" 2>/dev/null && [ "$i" -lt 90 ] || fail "not ready"
  sleep 1
done
main=$(inside)
nsenter --target "${main%% *}" --mount --pid --root setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs \
  env -i PATH=/opt/earshot:/usr/bin:/bin HOME=/data sh -c 'cd /data && exec earshot doctor --data /data' >"$work/doctor" 2>&1 || fail "a second process does not find all in order"
kill -TERM "$main"
wait "$pid" || fail "it did not end in order"
pid=
echo "image-check: a second process of the image used its engine, and it ended in order"
