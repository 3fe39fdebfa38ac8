package io.hellwall.openapi;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.hellwall.http.Caller;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refusal.Problem;
import io.hellwall.http.Refuses;
import io.hellwall.http.RequestRate;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Adds to each operation of the API document what it refuses. Nearly all of it follows
 * from the handler method; {@link Refuses} names the rest.
 */
@Component
class ApiRefusals implements GlobalOperationCustomizer {

	private static final Map<String, String> HEADERS = Map.of(HttpHeaders.RETRY_AFTER, "Seconds to wait.",
			HttpHeaders.WWW_AUTHENTICATE,
			"The challenge that every 401 has (RFC 9110). It names an error only where credentials came (RFC 6750).");

	private static final String UNAUTHORIZED = "401";

	private final RequestMappingHandlerMapping mappings;

	private final JsonMapper json;

	ApiRefusals(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings, JsonMapper json) {
		this.mappings = mappings;
		this.json = json;
	}

	@Override
	public Operation customize(Operation operation, HandlerMethod handler) {
		boolean open = operation.getSecurity() == null;
		if (open) {
			operation.setSecurity(List.of());
		}
		RequestMappingInfo mapping = mapping(handler);
		Set<Refusal> refusals = refusals(handler, mapping);
		if (!open && !operation.getResponses().containsKey(UNAUTHORIZED)) {
			refusals.add(Refusal.UNAUTHORIZED);
		}
		refusals.stream()
			.collect(Collectors.groupingBy((it) -> it.status().value(), TreeMap::new, Collectors.toList()))
			.forEach((status, some) -> add(status.toString(), response(some), operation.getResponses()));
		Map<String, ApiResponse> sorted = new TreeMap<>(operation.getResponses());
		operation.getResponses().clear();
		operation.getResponses().putAll(sorted);
		if (refusals.contains(Refusal.TOO_MANY_REQUESTS)) {
			operation.getResponses().values().forEach(ApiRefusals::addRate);
		}
		return operation;
	}

	private static Set<Refusal> refusals(HandlerMethod handler, RequestMappingInfo mapping) {
		Set<Refusal> refusals = EnumSet.of(Refusal.INVALID_REQUEST, Refusal.INTERNAL_ERROR, Refusal.STORE_UNAVAILABLE,
				Refusal.STOPPING);
		if (has(handler, (it) -> it.hasParameterAnnotation(RequestBody.class))) {
			refusals.add(Refusal.REQUEST_TIMEOUT);
			refusals.add(Refusal.CONTENT_TOO_LARGE);
			if (has(handler, (it) -> it.getParameterType() == Caller.class)) {
				refusals.add(Refusal.IP_MISMATCH);
			}
		}
		if (!mapping.getConsumesCondition().isEmpty()) {
			refusals.add(Refusal.UNSUPPORTED_MEDIA_TYPE);
		}
		if (!mapping.getProducesCondition().isEmpty()) {
			refusals.add(Refusal.NOT_ACCEPTABLE);
		}
		if (mapping.getPatternValues().stream().map(PathContainer::parsePath).anyMatch(RequestRate::isLimited)) {
			refusals.add(Refusal.TOO_MANY_REQUESTS);
		}
		Refuses more = handler.getMethodAnnotation(Refuses.class);
		if (more != null) {
			refusals.addAll(Set.of(more.value()));
		}
		return refusals;
	}

	private static boolean has(HandlerMethod handler, Predicate<MethodParameter> parameter) {
		return Stream.of(handler.getMethodParameters()).anyMatch(parameter);
	}

	private RequestMappingInfo mapping(HandlerMethod handler) {
		return this.mappings.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((it) -> it.getValue().getMethod().equals(handler.getMethod()))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseThrow();
	}

	private ApiResponse response(List<Refusal> refusals) {
		MediaType body = new MediaType().schema(new Schema<>().$ref(Problem.class.getSimpleName()));
		ApiResponse response = new ApiResponse()
			.description(refusals.stream()
				.map((it) -> it.problem().title() + " (" + it.code() + ").")
				.collect(Collectors.joining(" ")))
			.content(new Content().addMediaType("application/problem+json", body));
		for (Refusal refusal : refusals) {
			refusal.headers()
				.forEach((name, value) -> response.addHeaderObject(name, header(value, HEADERS.get(name))
					.required(refusals.stream().allMatch((it) -> it.headers().containsKey(name)))));
			body.addExamples(refusal.code(), new Example().summary(refusal.problem().title())
				.value(this.json.convertValue(refusal.problem(), Map.class)));
		}
		return response;
	}

	/** An operation may have refusals of another form under the same status. */
	private static void add(String status, ApiResponse problem, ApiResponses responses) {
		ApiResponse declared = responses.get(status);
		if (declared == null) {
			responses.addApiResponse(status, problem);
		}
		else {
			declared.getContent().putAll(problem.getContent());
		}
	}

	private static void addRate(ApiResponse response) {
		response
			.addHeaderObject(RequestRate.POLICY,
					header("\"network\";q=30;w=300",
							"A network may send q requests in w seconds. Missing where limits are turned off."))
			.addHeaderObject(RequestRate.LEFT, header("\"network\";r=29;t=300",
					"The network of the client has r requests left, and all of them again after t seconds."));
	}

	private static Header header(String example, @Nullable String description) {
		Schema<?> schema = example.matches("\\d+")
				? new Schema<Integer>().types(Set.of("integer")).example(Integer.valueOf(example))
				: ApiSchemas.text(example);
		return new Header().schema(schema).description(description);
	}

}
