package io.hellwall.binding;

import java.util.List;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Network;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of a client's address its tokens are bound to.
 *
 * @param network the mode of accounts that have none of their own
 * @param prefixV4 leading bits of an IPv4 address that count as one network
 * @param prefixV6 leading bits of an IPv6 address that count as one network
 * @param sites lists of networks that count as one, such as the exits of an office
 */
@Validated
@ConfigurationProperties("hellwall.binding")
public record NetworkBinding(@DefaultValue("strict") BindingMode network,
		@Min(8) @Max(32) @DefaultValue("24") int prefixV4, @Min(16) @Max(128) @DefaultValue("64") int prefixV6,
		@DefaultValue List<@NotEmpty @Size(max = 64) List<Network>> sites) {

	/**
	 * What a new token for that client is bound to.
	 * @param own the mode of the account; null if it has none of its own
	 */
	public Binding bind(@Nullable BindingMode own, IpAddress client) {
		BindingMode mode = (own != null) ? own : this.network;
		return new Binding(mode, switch (mode) {
			case STRICT, PREFIX, STEP_UP -> networks(mode, client);
			case REPORT -> List.of(Network.only(client));
			case OFF -> List.of(around(client));
		});
	}

	private List<Network> networks(BindingMode mode, IpAddress client) {
		return this.sites.stream()
			.filter((site) -> site.stream().anyMatch((network) -> network.contains(client)))
			.findFirst()
			.orElseGet(() -> List.of((mode == BindingMode.STRICT) ? Network.only(client) : around(client)));
	}

	private Network around(IpAddress client) {
		return Network.around(client, this.prefixV4, this.prefixV6);
	}

}
