package io.hellwall.persistence;

import java.time.Instant;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Every instant is stored as epoch milliseconds. */
@Converter(autoApply = true)
class InstantMillis implements AttributeConverter<Instant, Long> {

	@Override
	public @Nullable Long convertToDatabaseColumn(@Nullable Instant instant) {
		return (instant != null) ? instant.toEpochMilli() : null;
	}

	@Override
	public @Nullable Instant convertToEntityAttribute(@Nullable Long millis) {
		return (millis != null) ? Instant.ofEpochMilli(millis) : null;
	}

}
