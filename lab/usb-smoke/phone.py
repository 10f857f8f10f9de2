#!/usr/bin/env python3
"""An iPhone as far as USB enumeration goes, on the virtual host controller of the guest's own kernel.

usage: phone.py SERIAL

Plugs the phone in, prints "plugged", and unplugs it at SIGTERM. The kernel talks USB/IP over one end of a socket pair
(Linux, Documentation/usb/usbip_protocol.rst); the other end is served here. Nothing above enumeration is answered.
"""
import os
import signal
import socket
import struct
import sys
import threading

VHCI = "/sys/devices/platform/vhci_hcd.0/"
HIGH_SPEED = 3
FREE_PORT = "004"
DEVICE_ID = 0x00010002

SUBMIT, UNLINK, SUBMITTED, UNLINKED = 1, 2, 3, 4
EPIPE, ECONNRESET = 32, 104

GET_STATUS, CLEAR_FEATURE, GET_DESCRIPTOR = 0, 1, 6
GET_CONFIGURATION, SET_CONFIGURATION, SET_INTERFACE = 8, 9, 11


def descriptor(kind, body):
    return bytes([len(body) + 2, kind]) + body


class Phone:
    """Answers the standard requests of a device with Apple's multiplexer interface (class 255, subclass 254, protocol 2)."""

    def __init__(self, serial):
        self.strings = {1: "Apple Inc.", 2: "iPhone", 3: serial}
        self.configuration = 0

    def describe(self, kind, index):
        if kind == 1:
            return descriptor(1, struct.pack("<HBBBBHHHBBBB", 0x0200, 0, 0, 0, 64, 0x05AC, 0x12A8, 0x0500, 1, 2, 3, 1))
        if kind == 2:
            inside = (descriptor(4, bytes([0, 0, 2, 255, 254, 2, 0]))
                      + descriptor(5, struct.pack("<BBHB", 0x04, 2, 512, 0))
                      + descriptor(5, struct.pack("<BBHB", 0x85, 2, 512, 0)))
            return descriptor(2, struct.pack("<HBBBBB", 9 + len(inside), 1, 1, 0, 0xC0, 250)) + inside
        if kind == 3:
            return descriptor(3, struct.pack("<H", 0x0409) if index == 0 else self.strings.get(index, "").encode("utf-16le"))
        return None

    def control(self, setup):
        """The answer to a control request, or None for a stall."""
        request_type, request, value, _, length = struct.unpack("<BBHHH", setup)
        if request_type & 0x60:
            return None  # class and vendor requests
        if request == GET_DESCRIPTOR:
            answer = self.describe(value >> 8, value & 0xFF)
            return None if answer is None else answer[:length]
        if request == SET_CONFIGURATION:
            self.configuration = value & 0xFF
        return {GET_STATUS: b"\0\0", GET_CONFIGURATION: bytes([self.configuration]),
                SET_CONFIGURATION: b"", CLEAR_FEATURE: b"", SET_INTERFACE: b""}.get(request)


class Cable:
    """Serves the kernel's transfers until the socket ends."""

    def __init__(self, phone, link):
        self.phone = phone
        self.link = link
        self.waiting = set()  # bulk reads that nobody will ever answer

    def read(self, length):
        data = b""
        while len(data) < length:
            part = self.link.recv(length - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def reply(self, kind, sequence, status, data=b"", length=0):
        head = struct.pack(">IIIIIi", kind, sequence, 0, 0, 0, status)
        self.link.sendall((head + struct.pack(">iiii", length, 0, 0, 0)).ljust(48, b"\0") + data)

    def serve(self):
        try:
            while True:
                self.turn(self.read(48))
        except (EOFError, OSError):
            pass  # unplugged

    def turn(self, head):
        kind, sequence, _, inward, endpoint = struct.unpack(">IIIII", head[:20])
        if kind == SUBMIT:
            length = struct.unpack(">i", head[24:28])[0]
            if not inward and length:
                self.read(length)
            self.submit(sequence, inward, endpoint, length, head[40:48])
        elif kind == UNLINK:
            victim = struct.unpack(">I", head[20:24])[0]
            known = victim in self.waiting
            self.waiting.discard(victim)
            self.reply(UNLINKED, sequence, -ECONNRESET if known else 0)

    def submit(self, sequence, inward, endpoint, length, setup):
        if endpoint == 0:
            answer = self.phone.control(setup)
            if answer is None:
                self.reply(SUBMITTED, sequence, -EPIPE)
            else:
                self.reply(SUBMITTED, sequence, 0, answer, len(answer) if inward else length)
        elif inward:
            self.waiting.add(sequence)
        else:
            self.reply(SUBMITTED, sequence, 0, b"", length)


def free_port():
    with open(VHCI + "status") as status:
        for line in status.read().splitlines()[1:]:
            hub, port, state = line.split()[:3]
            if hub == "hs" and state == FREE_PORT:
                return int(port)
    sys.exit("no free port on vhci_hcd")


def write(name, text):
    with open(VHCI + name, "w") as file:
        file.write(text)


def main(serial):
    unplug = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: unplug.set())
    kernel_end, phone_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    threading.Thread(target=Cable(Phone(serial), phone_end).serve, daemon=True).start()
    port = free_port()
    write("attach", "%d %d %d %d" % (port, kernel_end.fileno(), DEVICE_ID, HIGH_SPEED))
    kernel_end.close()
    print("plugged", flush=True)
    while not unplug.wait(0.1):
        pass
    write("detach", str(port))
    print("unplugged", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
    os._exit(0)
