package dev.trustline.trust.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trustline.trust.DatabaseTrouble;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a request into a {@link Problem}; what is unexpected is logged here and told without detail. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String OTHER = "The request cannot be answered as it is.";
    private static final Map<Integer, String> DETAILS = Map.of(
            404, "There is no such resource; /q/openapi lists them.",
            405, "This resource does not take this method; header Allow lists those that it takes.",
            406, "Answers are application/json, errors application/problem+json.",
            415, "The body must be application/json.");

    private final Routes routes = new Routes();

    @ServerExceptionMapper
    Response problem(ApiProblem problem) {
        return Problem.of(problem.status(), problem.getMessage()).response();
    }

    @ServerExceptionMapper(value = {JsonProcessingException.class}, priority = 1)
    Response json(JsonProcessingException e) {
        return Problem.of(Status.BAD_REQUEST, "The body is not the JSON that is expected here.").response();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, UriInfo uri, Request request) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        if (e.getCause() instanceof JsonProcessingException) {
            return json(null);
        }
        if (status.getFamily() != Status.Family.CLIENT_ERROR) {
            return unexpected(e);
        }
        Optional<Set<String>> allowed = routes.methodsOf(uri.getPath()).filter(methods -> !methods.contains(request.getMethod()));
        return allowed.map(Problems::notAllowed).orElseGet(() -> told(status).response());
    }

    private static Response notAllowed(Set<String> methods) {
        return Response.fromResponse(told(Status.METHOD_NOT_ALLOWED).response()).allow(methods).build();
    }

    private static Problem told(Response.StatusType status) {
        return Problem.of(status, DETAILS.getOrDefault(status.getStatusCode(), OTHER));
    }

    @ServerExceptionMapper
    Response database(SQLException e) {
        if (!(DatabaseTrouble.of(e) instanceof DatabaseTrouble.Defect)) {
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
