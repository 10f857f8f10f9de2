package dev.trustline.pairing;

import dev.trustline.events.documents.ServiceDocuments;

/** The tables of meters and settings say exactly what the code of this service has. */
class DocumentsTest extends ServiceDocuments {
    DocumentsTest() {
        super("pairing-service", "pairing", PairingMetrics.class, PairingConfig.class);
    }
}
