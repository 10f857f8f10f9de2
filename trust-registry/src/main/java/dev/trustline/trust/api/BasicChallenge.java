package dev.trustline.trust.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.PasswordCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** HTTP Basic (RFC 7617) whose 401 is a {@link Problem} like every other error. Thread-safe. */
@ApplicationScoped
public class BasicChallenge implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Basic ";
    private static final String BODY = "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
            + "\"detail\":\"User and password are needed (HTTP Basic, user operator).\"}";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        Optional<UsernamePasswordAuthenticationRequest> request = read(header.substring(SCHEME.length()).strip());
        return request.isPresent()
                ? identities.authenticate(request.get())
                : Uni.createFrom().failure(new AuthenticationFailedException("malformed credentials"));
    }

    private static Optional<UsernamePasswordAuthenticationRequest> read(String encoded) {
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(new UsernamePasswordAuthenticationRequest(
                    decoded.substring(0, colon), new PasswordCredential(decoded.substring(colon + 1).toCharArray())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Basic realm=\"trust-registry\", charset=\"UTF-8\""));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return getChallenge(context).map(challenge -> {
            context.response().setStatusCode(challenge.status)
                    .putHeader("WWW-Authenticate", challenge.getHeaders().values().iterator().next())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(BODY);
            return true;
        });
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(UsernamePasswordAuthenticationRequest.class);
    }
}
