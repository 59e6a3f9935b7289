namespace OmniChannel;

/// <summary>Moves a customer's state on. Pure; events that commute may come in any order and late.</summary>
internal static class CustomerFold
{
    /// <summary>A profile was saved: replaces the earlier one, consents add up.</summary>
    public static CustomerState Apply(CustomerState state, CustomerProfile profile) => throw new NotImplementedException();

    public static CustomerState Apply(CustomerState state, Touchpoint touchpoint) => throw new NotImplementedException();

    public static CustomerState Apply(CustomerState state, ConsentRecord consent) => throw new NotImplementedException();

    /// <summary>A receipt of a delivery on a channel for an address and purpose.</summary>
    public static CustomerState Apply(CustomerState state, Receipt receipt, Channel channel, Purpose purpose, string address) => throw new NotImplementedException();

    /// <summary>A message was reserved (or its instant moved): what caps count.</summary>
    public static CustomerState Reserve(CustomerState state, Contact contact, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>A reservation is given back.</summary>
    public static CustomerState Release(CustomerState state, DeliveryId delivery) => throw new NotImplementedException();

    /// <summary>A provider accepted a delivery on the channel.</summary>
    public static CustomerState Accepted(CustomerState state, Channel channel) => throw new NotImplementedException();

    public static CustomerState Suppress(CustomerState state, Suppression suppression) => throw new NotImplementedException();
}
