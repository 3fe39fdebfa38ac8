package io.hellwall.moving;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.hellwall.moving.Person.Field;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON Lines: an object in each line. */
final class JsonFormat implements RecordFormat {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	@Override
	public Map<Field, String> fields(String line) {
		JsonNode object = object(line);
		Map<Field, String> fields = new EnumMap<>(Field.class);
		for (Map.Entry<String, JsonNode> property : object.properties()) {
			Field field = Field.named(property.getKey());
			JsonNode value = property.getValue();
			if (field == null) {
				throw new IllegalArgumentException("has an unknown field");
			}
			boolean right = value.isString() || (value.isBoolean() && field == Field.PASSWORD_EXPIRED);
			if (!right && !value.isNull()) {
				throw new IllegalArgumentException(field.text() + " is of the wrong type");
			}
			if (right) {
				fields.put(field, value.isString() ? value.stringValue() : Boolean.toString(value.booleanValue()));
			}
		}
		return fields;
	}

	private static JsonNode object(String line) {
		try {
			JsonNode object = JSON.readTree(line);
			if (object.isObject()) {
				return object;
			}
		}
		catch (JacksonException ex) {
			// What is nested too deeply, or a number with too many digits, has no place.
			TokenStreamLocation place = ex.getLocation();
			throw new IllegalArgumentException(
					"is not JSON" + ((place != null) ? ", from column " + place.getColumnNr() + " on" : ""), ex);
		}
		throw new IllegalArgumentException("is not a JSON object");
	}

	@Override
	public String line(Map<Field, String> fields) {
		Map<String, Object> object = new LinkedHashMap<>();
		fields.forEach((field, value) -> object.put(field.text(),
				(field == Field.PASSWORD_EXPIRED) ? Boolean.valueOf(value) : value));
		return JSON.writeValueAsString(object);
	}

}
