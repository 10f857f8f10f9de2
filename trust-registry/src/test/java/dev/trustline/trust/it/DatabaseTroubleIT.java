package dev.trustline.trust.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trustline.trust.DatabaseTrouble;
import dev.trustline.trust.DatabaseTrouble.Away;
import dev.trustline.trust.DatabaseTrouble.Misconfigured;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL that does not let the registry in, through the pool and Flyway as at the start. */
class DatabaseTroubleIT {

    /** Flyway tries ten times, a second apart, to make its own table: the others run meanwhile. */
    private static CompletableFuture<DatabaseTrouble> ofTheBeginner;

    @BeforeAll
    static void prepare() throws Exception {
        OnePostgres.sql(OnePostgres.server().getPostgresDatabase(), "create role beginner login", "revoke create on schema public from public",
                "create role one login connection limit 0", "create database closed allow_connections false");
        ofTheBeginner = CompletableFuture.supplyAsync(() -> troubleOf("beginner", "postgres"));
    }

    @Test
    void anUnknownUserIsToldWhichSettingsToMend() throws Exception {
        assertThat(troubleOf("nobody", "postgres")).isInstanceOfSatisfying(Misconfigured.class, t -> assertThat(t.wayOut()).contains("username"));
    }

    @Test
    void aDatabaseThatIsNotThereIsToBeCreated() throws Exception {
        assertThat(troubleOf("postgres", "nothing")).isInstanceOfSatisfying(Misconfigured.class, t -> assertThat(t.wayOut()).contains("jdbc.url"));
    }

    @Test
    void aUserWhoMayNotCreateTablesIsToBeGrantedIt() throws Exception {
        assertThat(ofTheBeginner.get(120, TimeUnit.SECONDS)).isInstanceOfSatisfying(Misconfigured.class, t -> assertThat(t.wayOut()).contains("grant"));
    }

    @Test
    void tooManyConnectionsAreWaitedFor() throws Exception {
        assertThat(troubleOf("one", "postgres")).isInstanceOfSatisfying(Away.class, t -> assertThat(t.because()).contains("out of connections"));
    }

    @Test
    void aClosedDatabaseIsWaitedFor() throws Exception {
        assertThat(troubleOf("postgres", "closed")).isInstanceOfSatisfying(Away.class, t -> assertThat(t.because()).contains("closed to connections"));
    }

    private static DatabaseTrouble troubleOf(String user, String database) {
        AgroalDataSourceConfigurationSupplier pool = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(p -> p.maxSize(2).acquisitionTimeout(Duration.ofSeconds(3))
                        .connectionFactoryConfiguration(f -> f.jdbcUrl(OnePostgres.server().getJdbcUrl(user, database))));
        try (AgroalDataSource dataSource = AgroalDataSource.from(pool)) {
            return DatabaseTrouble.of(catchThrowable(() -> Flyway.configure().dataSource(dataSource).load().migrate()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
