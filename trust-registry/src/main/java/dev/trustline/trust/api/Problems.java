package dev.trustline.trust.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a request into a {@link Problem}; what is unexpected is logged here and told without detail. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response problem(ApiProblem problem) {
        return Problem.of(problem.status(), problem.getMessage()).response();
    }

    @ServerExceptionMapper(value = {JsonProcessingException.class}, priority = 1)
    Response json(JsonProcessingException e) {
        return Problem.of(Status.BAD_REQUEST, "The body is not the JSON that is expected here.").response();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        if (e.getCause() instanceof JsonProcessingException) {
            return json(null);
        }
        if (status.getFamily() == Status.Family.CLIENT_ERROR) {
            return Problem.of(status, "There is no such resource, or it does not take this request.").response();
        }
        return unexpected(e);
    }

    @ServerExceptionMapper
    Response database(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (e.getSQLState() == null || state.startsWith("08") || state.startsWith("57P")) {
            LOG.warnf("Request refused, the database does not answer error=%s", e.getMessage());
            return problem(ApiProblem.unavailable());
        }
        return unexpected(e);
    }

    @ServerExceptionMapper
    Response unexpected(Exception e) {
        LOG.error("Request failed unexpectedly", e);
        return Problem.of(Status.INTERNAL_SERVER_ERROR, "This should not have happened; the service's log says more.").response();
    }
}
