package dev.trustline.trust.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes what every resource has in common: its errors, the entity tag, and the range of {@code limit}. Stateless. */
public class CommonAnswers implements OASFilter {

    private static final Map<String, String> PROBLEMS = Map.of(
            "400", "a parameter or the body is wrong",
            "401", "user and password are needed",
            "405", "the resource does not take this method; header Allow lists those that it takes",
            "503", "the database does not answer");

    @Override
    public PathItem filterPathItem(PathItem path) {
        path.getOperations().forEach((method, operation) -> describe(operation, method == PathItem.HttpMethod.GET));
        return path;
    }

    private static void describe(Operation operation, boolean tagged) {
        PROBLEMS.forEach((status, description) -> operation.getResponses().addAPIResponse(status, problem(description)));
        if (tagged) {
            operation.getResponses().addAPIResponse("304",
                    OASFactory.createAPIResponse().description("nothing changed since the entity tag in If-None-Match"));
        }
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        parameters.stream().filter(p -> p.getName().equals("limit")).forEach(p -> p.setSchema(OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.INTEGER)).minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(1000)).defaultValue(Parameters.USUAL)));
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse().description(description).content(OASFactory.createContent()
                .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }
}
