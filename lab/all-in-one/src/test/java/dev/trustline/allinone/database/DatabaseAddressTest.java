package dev.trustline.allinone.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.allinone.process.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://ann:s%40cret@db.lab:5433/trust, jdbc:postgresql://db.lab:5433/trust, ann, s@cret",
        "postgres://ann@db.lab/trust, jdbc:postgresql://db.lab:5432/trust, ann, ''",
        "jdbc:postgresql://db.lab/trust?user=ann&password=s%40cret&sslmode=require, jdbc:postgresql://db.lab:5432/trust?sslmode=require, ann, s@cret",
        "postgresql://db.lab, jdbc:postgresql://db.lab:5432/postgres, postgres, ''"
    })
    void bothFormsAreRead(String text, String jdbc, String user, String password) throws Exception {
        assertThat(DatabaseAddress.parse(text)).isEqualTo(new DatabaseAddress(jdbc, user, password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db/trust", "db.lab:5432", "jdbc:h2:mem:x", "postgresql:///trust", "not a url"})
    void anythingElseIsRefusedWithBothForms(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse(text)).isInstanceOf(StartFailure.class).hasMessageContaining("--postgres takes");
    }

    @Test
    void thePasswordIsNeverPrinted() throws Exception {
        assertThat(DatabaseAddress.parse("postgresql://ann:secret@db/trust").toString()).doesNotContain("secret");
    }
}
