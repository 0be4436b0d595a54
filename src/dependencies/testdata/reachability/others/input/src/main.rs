use acme_anvil::drop;
