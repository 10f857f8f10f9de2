package dev.trustline.usbwatcher;

import dev.trustline.events.documents.ServiceDocuments;

/** The tables of meters and settings say exactly what the code of this service has. */
class DocumentsTest extends ServiceDocuments {
    DocumentsTest() {
        super("usb-watcher", "usb-watcher", UsbWatcherMetrics.class, UsbWatcherConfig.class);
    }
}
