using OmniChannel.Expressions;

namespace OmniChannel;

/// <summary>Money in an expression.</summary>
internal sealed class CelMoney(Money money) : CelOpaque
{
    public static readonly CelType MoneyType = CelType.Opaque("money");

    public override CelType Type => MoneyType;

    public Money Money => money;

    public override bool Equals(object? obj) => obj is CelMoney other && other.Money == money;

    public override int GetHashCode() => money.GetHashCode();
}
