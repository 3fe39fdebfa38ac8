package io.hellwall.openapi;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.binding.BindingMode;
import io.hellwall.client.ClientId;
import io.hellwall.client.ClientName;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.passcode.Passcode;
import io.hellwall.password.Password;
import io.hellwall.token.BaseToken;
import io.hellwall.token.SessionId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Describes the types of fields in the API document: values that are written as text, and
 * records, of which every component is required unless it is {@link Nullable}.
 */
@Component
class ApiSchemas implements ModelConverter {

	private static final Map<Class<?>, Supplier<Schema<?>>> TEXTS = Map.ofEntries(
			entry(MacAddress.class,
					() -> text("aa:bb:cc:dd:ee:ff")
						.description("Hardware address of the device's network card;"
								+ " AA-BB-CC-DD-EE-FF, aabb.ccdd.eeff and AABBCCDDEEFF are the same address.")
						.pattern("^([0-9A-Fa-f]{12}|[0-9A-Fa-f]{2}((:[0-9A-Fa-f]{2}){5}|(-[0-9A-Fa-f]{2}){5})"
								+ "|[0-9A-Fa-f]{4}(\\.[0-9A-Fa-f]{4}){2})$")),
			entry(IpAddress.class,
					() -> text("127.0.0.1")
						.description("IPv4 or IPv6 address of the client, when a trusted proxy or backend calls for it."
								+ " From any other caller it must be the address of the connection.")
						.pattern("^[0-9A-Fa-f.:]{2,45}$")),
			entry(EmailAddress.class,
					() -> text("alice@example.org").description("E-mail address of the account.")
						.format("email")
						.maxLength(254)),
			entry(Password.class,
					() -> text("correct horse battery staple").description("Password of the account.")
						.format("password")
						.minLength(1)
						.maxLength(128)),
			entry(PhoneNumber.class,
					() -> text("+4930123456")
						.description("Phone number of the account: 3 to 15 digits after an optional + or 00;"
								+ " blanks, brackets, dots, slashes and dashes are ignored.")
						.pattern("^[ ()./-]*\\+?([ ()./-]*[0-9]){3,17}[ ()./-]*$")),
			entry(Passcode.class,
					() -> text("K7M2QX")
						.description("Passcode from the mail, 6 or 16 characters, in capitals or small letters.")
						.pattern("^([A-HJ-NP-Za-hj-np-z2-9]{6}|[A-HJ-NP-Za-hj-np-z2-9]{16})$")),
			entry(BindingMode.class,
					() -> enumeration(Stream.of(BindingMode.values()).map(BindingMode::toString).toList())
						.description("How much of a client's address its tokens are bound to.")),
			entry(BaseToken.class, () -> token()),
			entry(AccountId.class,
					() -> text("0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10").description("Id of the account.")
						.format("uuid")),
			entry(SessionId.class,
					() -> text("5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11")
						.description("Id of the session. It stays the same when the token is renewed.")
						.format("uuid")),
			entry(ClientId.class,
					() -> text("c0a81f5e-3b7d-4e2a-9d64-7f1b2c3d4e5f")
						.description("Id of the registered client, its `client_id`.")
						.format("uuid")),
			entry(ClientName.class, () -> text("orders").description("What people call the client.")
				.pattern("^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9])?$")));

	private static Map.Entry<Class<?>, Supplier<Schema<?>>> entry(Class<?> type, Supplier<Schema<?>> schema) {
		return Map.entry(type, schema);
	}

	@Override
	@SuppressWarnings("rawtypes")
	public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
		JavaType java = Json31.mapper().constructType(type.getType());
		Supplier<Schema<?>> text = TEXTS.get(java.getRawClass());
		if (text != null) {
			return text.get();
		}
		Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
		Schema<?> model = context.getDefinedModels().get(java.getRawClass().getSimpleName());
		if (java.getRawClass().isRecord() && model != null) {
			model.setRequired(Arrays.stream(java.getRawClass().getRecordComponents())
				.filter((it) -> !it.getAnnotatedType().isAnnotationPresent(Nullable.class))
				.map(ApiSchemas::name)
				.toList());
		}
		return schema;
	}

	/** As it is written in JSON, where that differs from the name in Java. */
	private static String name(RecordComponent component) {
		JsonProperty json = component.getAccessor().getAnnotation(JsonProperty.class);
		return (json != null) ? json.value() : component.getName();
	}

	/** A text by example. */
	static Schema<String> text(String example) {
		Schema<String> schema = new Schema<>();
		schema.setTypes(Set.of("string"));
		schema.setExample(example);
		return schema;
	}

	private static Schema<String> enumeration(List<String> values) {
		Schema<String> schema = text(values.getFirst());
		schema.setEnum(values);
		return schema;
	}

	private static Schema<?> token() {
		return text("Awfer_hellwall_8f0c5d7a1e9b4c6d2f3a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e").description(
				"Token of the session: the token prefix and 64 hex digits. The prefix may be left out in a request.")
			.format("password")
			.pattern("^.*[0-9a-f]{64}$");
	}

}
