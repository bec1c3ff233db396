# Makes roots of a fresh Debian, for image-check.sh and service-check.sh.
set -euo pipefail

# needs says what a check lacks.
needs() {
  [ -x bin/earshot ] || { echo "$1: build bin/earshot first (make build)"; exit 2; }
  [ "$(id -u)" -eq 0 ] || { echo "$1: needs root rights, to make a root of its own"; exit 2; }
  command -v debootstrap >/dev/null || { echo "$1: needs debootstrap (apt-get install debootstrap)"; exit 2; }
}

# debian ROOT LOG OPTION... makes a root from the mirror, and through the proxy, that
# this machine's apt uses. It downloads about 60 MB.
debian() {
  local root=$1 log=$2 mirror
  shift 2
  mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -1 || true)
  mirror=${mirror:-$(sed -n 's/^URIs: *\([^ ]*\/debian\/\{0,1\}\).*/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -1)}
  debootstrap --variant=minbase "$@" bookworm "$root" ${mirror:+"$mirror"} >"$log" 2>&1 || { tail -20 "$log"; exit 1; }
  cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
  cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
}

# program ROOT puts the program, the engine and the encoder where the image has them.
program() {
  local root=$1 engine=node_modules/@chdb/lib-linux-x64-gnu/libchdb.so
  install -D "$engine" "$root/opt/earshot/$engine"
  cp -r node_modules/@energetic-ai node_modules/@gutenye "$root/opt/earshot/node_modules/"
  install -D node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1 "$root/opt/earshot/node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1"
  install -m 0755 bin/earshot "$root/opt/earshot/earshot"
}
