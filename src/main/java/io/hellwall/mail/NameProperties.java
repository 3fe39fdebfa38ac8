package io.hellwall.mail;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the service calls itself.
 *
 * @param name what account holders know the service by; one line in their mails and pages
 */
@Validated
@ConfigurationProperties("hellwall")
public record NameProperties(@NotBlank @Size(max = 64) @Pattern(regexp = NameProperties.PRINTABLE,
		message = "must be one line of printable characters") @DefaultValue("Hellwall") String name) {

	/** Nothing that ends a line, is invisible, or turns the direction of the text. */
	static final String PRINTABLE = "[^\\p{C}\\p{Zl}\\p{Zp}]*";

}
