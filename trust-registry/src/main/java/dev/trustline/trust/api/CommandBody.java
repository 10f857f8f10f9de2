package dev.trustline.trust.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads the body of a command, strictly: a misspelt attempt must not become "the open one", and 2.7 not 2. Stateless. */
final class CommandBody {

    private static final ObjectReader REQUESTS = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build().readerFor(CommandRequest.class);

    private CommandBody() {
    }

    /** Read here and not by the framework, whose own answers to a malformed body are no problem documents. */
    static CommandRequest read(String body) {
        try {
            return REQUESTS.readValue(body);
        } catch (JsonProcessingException e) {
            throw ApiProblem.badRequest("The body is no command: send {\"command\": \"pair\"}, for approve and refuse perhaps with \"attempt\", a number, for unpair-lost-host with \"lostHost\" and perhaps \"force\", for announce-backup perhaps with \"forSeconds\", and nothing else.");
        }
    }
}
