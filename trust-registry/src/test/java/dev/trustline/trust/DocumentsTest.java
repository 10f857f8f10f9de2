package dev.trustline.trust;

import dev.trustline.events.documents.ServiceDocuments;

/** The tables of meters and settings say exactly what the code of this service has. */
class DocumentsTest extends ServiceDocuments {
    DocumentsTest() {
        super("trust-registry", "trust-registry", TrustMetrics.class, TrustConfig.class);
    }
}
