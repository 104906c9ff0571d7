#!/bin/sh
# Installs Debian packages and keeps their services from starting, now and at the next boot: Svara starts its own Kamailio and
# rtpengine, and Debian's would take their ports. Services that were there before are left as they are. Run as root.
set -eu

# invoke-rc.d asks this file whether it may start a service; 101 is no.
# https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
policy=${POLICY:-/usr/sbin/policy-rc.d} # Another path in its tests.
kept=$policy.before-svara
restore() {
  rm -f "$policy"
  if [ -e "$kept" ]; then mv "$kept" "$policy"; fi
}
# Left by a run that was killed.
if [ -e "$policy" ] && grep -q '^# Svara' "$policy"; then restore; fi
trap restore EXIT
trap 'exit 1' INT TERM HUP
if [ -e "$policy" ]; then mv "$policy" "$kept"; fi
printf '#!/bin/sh\n# Svara: packages are being installed\nexit 101\n' >"$policy"
chmod 755 "$policy"

installed() { dpkg-query -W -f='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort; }
before=$(installed)
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
get() { apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "$@" </dev/null; }
if ! get "$@"; then
  apt-get update -qq
  get "$@"
fi

# Whatever came with them, too.
for package in $(installed); do
  if printf '%s\n' "$before" | grep -qxF "$package"; then continue; fi
  for file in $(dpkg-query -L "$package" 2>/dev/null); do
    name=${file##*/}
    case $file in
      /lib/systemd/system/*@.* | /usr/lib/systemd/system/*@.*) ;;
      /lib/systemd/system/*.service | /usr/lib/systemd/system/*.service | \
        /lib/systemd/system/*.socket | /usr/lib/systemd/system/*.socket | \
        /lib/systemd/system/*.timer | /usr/lib/systemd/system/*.timer)
        if command -v systemctl >/dev/null; then systemctl --quiet disable "$name" 2>/dev/null || :; fi
        ;;
      /etc/init.d/*)
        if command -v update-rc.d >/dev/null; then update-rc.d "$name" disable >/dev/null 2>&1 || :; fi
        ;;
    esac
  done
done
