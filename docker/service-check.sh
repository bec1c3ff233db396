#!/usr/bin/env bash
# Checks the service of systemd as a machine would run it: it boots a fresh Debian
# in a container of systemd-nspawn, installs Earshot there as the unit says, and
# starts the unit with all its hardening. It must come to be ready, hold what
# systemd was told to hold, start its engine again after a kill, and end in order.
# Needs root rights, debootstrap and systemd-nspawn (Debian: systemd-container);
# downloads about 90 MB of Debian packages.
set -euo pipefail
cd "$(dirname "$0")/.."
. docker/root.sh
needs service-check
command -v systemd-nspawn >/dev/null || { echo "service-check: needs systemd-nspawn (apt-get install systemd-container)"; exit 2; }

work=$(mktemp -d)
root=$work/root
pid=
stop() {
  [ -z "$pid" ] || { kill -TERM "$pid"; sleep 1; kill -TERM "$pid"; wait "$pid"; } 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

debian "$root" "$work/log" --include=systemd,systemd-sysv,dbus,ca-certificates,util-linux
program "$root"
chroot "$root" useradd --system --home-dir /var/lib/earshot --shell /usr/sbin/nologin earshot
printf 'brands:\n  - name: Northwind\n    query: northwind\n' >"$work/earshot.yaml"
install -D -m 0640 -g "$(sed -n 's/^earshot:x:\([0-9]*\):.*/\1/p' "$root/etc/group")" "$work/earshot.yaml" "$root/etc/earshot/earshot.yaml"
install -m 0644 docker/systemd/earshot.service "$root/etc/systemd/system/"
chroot "$root" systemctl enable earshot >/dev/null 2>&1

systemd-nspawn --quiet --register=no --keep-unit --private-network --directory="$root" --boot --console=pipe </dev/null >"$work/out" 2>&1 &
pid=$!
for i in $(seq 1 30); do
  leader=$(cat "/proc/$pid/task/$pid/children" 2>/dev/null || true)
  in=(nsenter --target "${leader%% *}" --all env PATH=/opt/earshot:/usr/sbin:/usr/bin:/sbin:/bin)
  [ -n "$leader" ] && "${in[@]}" systemctl is-active --quiet dbus 2>/dev/null && break
  kill -0 "$pid" && [ "$i" -lt 30 ] || { echo "service-check: systemd does not start:"; cat "$work/out"; exit 1; }
  sleep 1
done
fail() { echo "service-check: $1:"; "${in[@]}" journalctl --no-pager -u earshot | tail -30; exit 1; }
ready() {
  for i in $(seq 1 60); do
    "${in[@]}" earshot ready >"$work/ready" 2>/dev/null && return
    sleep 1
  done
  fail "not ready $1"
}
show() { "${in[@]}" systemctl show --value -p "$1" earshot; }

ready "after its start"
echo "service-check: ready after about $i s as a service: $(cat "$work/ready")"
main=$(show MainPID)
status=$("${in[@]}" cat "/proc/$main/status")
for line in 'NoNewPrivs:\s1' 'Seccomp:\s2' 'CapBnd:\s0+$'; do
  grep -qE "$line" <<<"$status" || fail "systemd does not hold the unit to $line"
done
children() { "${in[@]}" sh -c "cat /proc/$main/task/*/children"; }
engine=$(children)
[ -n "$engine" ] || fail "it has no engine as a child"
"${in[@]}" sh -c "kill -KILL $engine"
for i in $(seq 1 20); do
  again=$(children)
  [ -n "$again" ] && [ "$again" != "$engine" ] && break
  sleep 1
done
ready "after its engine was killed"
[ "$(show NRestarts)" = 0 ] && [ "$(show MainPID)" = "$main" ] || fail "it was started again with its engine"
"${in[@]}" systemctl stop earshot
[ "$(show Result)" = success ] || fail "it did not end in order ($(show Result))"
echo "service-check: hardened as the unit says, its engine came back after a kill, and it ended in order"
