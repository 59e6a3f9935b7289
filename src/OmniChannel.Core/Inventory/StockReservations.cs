namespace OmniChannel;

/// <summary>When the pieces of a cart are reserved. A cart never loses a line for want of stock, whatever is chosen here.</summary>
public enum StockReservations
{
    /// <summary>Never: what is short is only shown.</summary>
    None,

    /// <summary>When the cart is claimed for checkout, until it is an order, is given back, or its time runs out. Where something is short the claim is refused.</summary>
    OnCheckout,

    /// <summary>When a line is put into the cart, for a while, as far as there is enough; and when the cart is claimed.</summary>
    OnCart,
}
