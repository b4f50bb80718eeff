"""What shows notifications on a desktop: takes them, and writes a line of JSON for each."""
import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib


class Notifications(dbus.service.Object):
    @dbus.service.method("org.freedesktop.Notifications", in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, program, replaces, icon, title, text, actions, hints, timeout):
        print(json.dumps({"program": program, "title": title, "text": text, "urgency": int(hints["urgency"])}), flush=True)
        return 1


DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
name = dbus.service.BusName("org.freedesktop.Notifications", bus)
Notifications(bus, "/org/freedesktop/Notifications")
print("READY", flush=True)
GLib.MainLoop().run()
