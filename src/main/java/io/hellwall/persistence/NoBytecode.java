package io.hellwall.persistence;

import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Keeps Hibernate from generating classes at each start: proxies, which no entity here
 * needs, for none refers to another, and readers of fields, which reflection replaces. So
 * the thousand classes of Byte Buddy are not loaded.
 * <p>
 * Public for Hibernate, which finds it as a service.
 */
public final class NoBytecode implements ServiceContributor {

	@Override
	public void contribute(StandardServiceRegistryBuilder services) {
		services.addService(BytecodeProvider.class, new BytecodeProviderImpl());
	}

}
