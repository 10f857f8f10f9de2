package dev.trustline.pairing.health;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.pairing.handshake.Vault;
import dev.trustline.pairing.pairrecord.FileVault;
import java.util.List;

/** Tells of vault entries that cannot be used; the other devices are handled. Thread-safe. */
public final class VaultHealth implements ProblemSource {
    private final FileVault vault;

    public VaultHealth(FileVault vault) {
        this.vault = vault;
    }

    @Override
    public boolean tells(Exception failure) {
        return failure instanceof Vault.VaultUnusable && vault.unusable().contains(failure.getMessage());
    }

    @Override
    public List<HostProblem> problems() {
        List<String> unusable = vault.unusable();
        return unusable.isEmpty() ? List.of() : List.of(HostProblem.of(ProblemCode.VAULT_ENTRY_UNUSABLE,
                unusable.size() + " vault entries cannot be used, their devices are not handled. The first: " + unusable.get(0)));
    }
}
