package dev.trustline.trust.api;

import jakarta.ws.rs.core.Response.Status;

/** A request that cannot be answered as asked: status and one sentence that says what to do. */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Status status;

    private ApiProblem(Status status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    /** 400: the request says something that cannot be. */
    static ApiProblem badRequest(String detail) {
        return new ApiProblem(Status.BAD_REQUEST, detail);
    }

    /** 404: there is no such thing. */
    static ApiProblem notFound(String detail) {
        return new ApiProblem(Status.NOT_FOUND, detail);
    }

    /** 409: not as things are now. */
    static ApiProblem conflict(String detail) {
        return new ApiProblem(Status.CONFLICT, detail);
    }

    /** 503: the database does not answer. */
    static ApiProblem unavailable() {
        return new ApiProblem(Status.SERVICE_UNAVAILABLE, "The database does not answer; try again.");
    }

    Status status() {
        return status;
    }
}
