package io.hellwall.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hellwall.TestCore;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;

/** The first byte chooses the call, and all that follows is the body. */
class JsonFuzzTest {

	private static final List<String> CALLS = List.of("/passcode", "/login", "/verify", "/renew", "/logout");

	private static final Set<String> FIELDS = Set.of("mac", "email", "password", "passcode", "phone", "ip", "token",
			"request", "data");

	/** As strict as the service must be. */
	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	static TestCore core;

	static MockMvc mvc;

	@BeforeAll
	static void start() {
		core = TestCore.behind("io.hellwall.http", "io.hellwall.api");
		DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(core.context());
		core.context().getBeanProvider(Filter.class).orderedStream().forEach(builder::addFilters);
		mvc = builder.build();
	}

	@AfterAll
	static void stop() {
		core.context().close();
	}

	@FuzzTest
	void anyCallWhenAnyBodyThenAnAnswerOrAProblem(byte[] input) throws Exception {
		if (input.length == 0) {
			return;
		}
		String call = CALLS.get(Math.floorMod(input[0] - 'a', CALLS.size()));
		byte[] body = Arrays.copyOfRange(input, 1, input.length);
		MockHttpServletResponse answer = mvc
			.perform(MockMvcRequestBuilders.post(call).contentType("application/json").content(body))
			.andReturn()
			.getResponse();
		assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
		Device asked = core.asked();
		if (answer.getStatus() >= 300) {
			assertProblem(answer, asked != null);
		}
		else {
			assertThat(asked).isNotNull();
		}
		if (asked != null) {
			assertAsked(asked, JSON.readTree(body));
		}
	}

	private static void assertProblem(MockHttpServletResponse answer, boolean asked) throws Exception {
		assertThat(answer.getStatus()).isIn(asked ? List.of(401, 429) : List.of(400, 413));
		assertThat(answer.getContentType()).isEqualTo("application/problem+json");
		JsonNode problem = JSON.readTree(answer.getContentAsByteArray());
		Refusal refusal = Refusal.valueOf(problem.path("type")
			.asString()
			.replace("urn:hellwall:problem:", "")
			.toUpperCase(Locale.ROOT)
			.replace('-', '_'));
		assertThat(problem.path("status").asInt()).isEqualTo(answer.getStatus()).isEqualTo(refusal.status().value());
		assertThat(problem.path("title").asString()).isEqualTo(refusal.problem().title());
		String detail = problem.path("detail").asString();
		assertThat(
				detail.equals(refusal.problem().detail()) || FIELDS.contains(detail.replaceFirst("(\\[\\d+])? .*", "")))
			.as(detail)
			.isTrue();
		assertThat(detail).hasSizeLessThan(120);
	}

	/** Whatever comes through is an object of text, and is what the body says. */
	private static void assertAsked(Device asked, JsonNode body) {
		assertThat(body.isObject()).isTrue();
		assertThat(FIELDS).containsAll(body.propertyNames());
		assertThat(body.values()).allMatch((it) -> it.isString() || it.isNull() || it.isArray());
		assertThat(asked.mac()).isEqualTo(MacAddress.parse(body.path("mac").asString()));
		assertThat(asked.address()).isEqualTo(IpAddress.parse("127.0.0.1"));
	}

}
