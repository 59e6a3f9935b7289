namespace OmniChannel;

/// <summary>A command names a customer who was erased: nothing is known of it, and nothing is kept of it any more. Recording and sending answer the same as a value.</summary>
public sealed class CustomerErasedException : Exception
{
    internal CustomerErasedException(CustomerId customer)
        : base("The customer was erased. If the person came back, call PersonalData.ReadmitAsync first, or give it a new CustomerId.") => Customer = customer;

    /// <summary>Who.</summary>
    public CustomerId Customer { get; }
}
