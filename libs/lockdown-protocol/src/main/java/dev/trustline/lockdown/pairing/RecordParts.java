package dev.trustline.lockdown.pairing;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.plist.PlistDict;
import java.security.PrivateKey;
import org.bouncycastle.cert.X509CertificateHolder;

/** Takes the parts out of a stored dictionary; what is missing or broken is named by its key. */
final class RecordParts {
    private final PlistDict plist;

    RecordParts(PlistDict plist) {
        this.plist = plist;
    }

    String text(String key) throws UnusableKeyMaterial {
        return plist.string(key).filter(text -> !text.isBlank())
                .orElseThrow(() -> new UnusableKeyMaterial(key, "missing or no text"));
    }

    X509CertificateHolder certificate(String key) throws UnusableKeyMaterial {
        return Pem.certificate(data(key), key);
    }

    PrivateKey privateKey(String key) throws UnusableKeyMaterial {
        return Pem.privateKey(data(key), key);
    }

    private byte[] data(String key) throws UnusableKeyMaterial {
        return plist.data(key).orElseThrow(() -> new UnusableKeyMaterial(key, "missing or no data"));
    }
}
