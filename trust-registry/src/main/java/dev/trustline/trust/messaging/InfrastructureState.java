package dev.trustline.trust.messaging;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the database took the last batch. A copy whose database is away is not ready. Thread-safe. */
@ApplicationScoped
public class InfrastructureState {

    private volatile boolean databaseAnswers = true;

    void databaseAnswers(boolean answers) {
        databaseAnswers = answers;
    }

    /** False while batches wait for the database. */
    public boolean databaseAnswers() {
        return databaseAnswers;
    }
}
