using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Channels;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+4915112345678", "+4915112345678", 49)]
    [InlineData(" +49 (151) 123-45/67.8 ", "+4915112345678", 49)]
    [InlineData("0049\u00A0151\u202F12345678", "+4915112345678", 49)]
    [InlineData("+1 415 867 5309", "+14158675309", 1)]
    [InlineData("+35312345678", "+35312345678", 353)]
    [InlineData("+7 701 123 45 67", "+77011234567", 7)]
    [InlineData("+1234567", "+1234567", 1)]
    [InlineData("+123456789012345", "+123456789012345", 1)]
    [InlineData("+21012345678", "+21012345678", null)]
    [InlineData("+99912345678", "+99912345678", null)]
    public void Check_InternationalNumber_IsNormalised(string text, string normalised, int? callingCode)
    {
        var check = PhoneNumber.Check(text);
        Assert.True(check.IsValid, check.Problem);
        Assert.Equal((normalised, callingCode, (string?)null), (check.Number.Value, check.Number.CallingCode, check.Problem));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" - ", "empty")]
    [InlineData("0151 12345678", "no country")]
    [InlineData("15112345678", "no country")]
    [InlineData("+123456", "6 digits")]
    [InlineData("+1234567890123456", "16 digits")]
    [InlineData("+", "0 digits")]
    [InlineData("00", "0 digits")]
    [InlineData("+0151123456", "zero follows")]
    [InlineData("000151123456", "zero follows")]
    [InlineData("+49 (0) 151 12345678", "'(0)'")]
    [InlineData("+49 (0)151 12345678", "'(0)'")]
    [InlineData("+49151+12345678", "Character 7")]
    [InlineData("+4915112345678 x12", "Character 16")]
    [InlineData("+١٢٣٤٥٦٧٨", "Character 2")]
    [InlineData("+49\u0000151123456", "Character 4")]
    [InlineData("call me", "Character 1")]
    public void Check_WhatIsNoInternationalNumber_SaysWhy(string text, string says)
    {
        var check = PhoneNumber.Check(text);
        Assert.Equal((false, default(PhoneNumber)), (check.IsValid, check.Number));
        Assert.Contains(says, check.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+14155552671", PhoneNumberForm.Plausible)]
    [InlineData("+1415555267", PhoneNumberForm.Implausible)]
    [InlineData("+141555526711", PhoneNumberForm.Implausible)]
    [InlineData("+4915112345678", PhoneNumberForm.Plausible)]
    [InlineData("+3312345678", PhoneNumberForm.Implausible)]
    [InlineData("+33123456789", PhoneNumberForm.Plausible)]
    [InlineData("+2681234567", PhoneNumberForm.Possible)]
    [InlineData("+99912345678", PhoneNumberForm.Unassigned)]
    public void Form_ByCodeAndLength_SaysWhatIsKnown(string number, PhoneNumberForm expected) => Assert.Equal(expected, PhoneNumber.Check(number).Number.Form);

    [Fact]
    public void Form_OfNoNumber_IsUnassigned() => Assert.Equal(PhoneNumberForm.Unassigned, default(PhoneNumber).Form);

    [Fact]
    public void Form_OfAnyNumber_AgreesWithItsCodeAndStaysForAnyDigits() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Gen.Choose(1, 9).SelectMany(first => Gen.Choose(0, 9).ArrayOf(14).SelectMany(rest => Gen.Choose(6, 14).Select(length => $"+{first}{string.Concat(rest.Take(length))}"))).ToArbitrary(), text =>
        {
            var number = PhoneNumber.Check(text).Number;
            var code = number.CallingCode?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var sameLength = code is null ? number : PhoneNumber.Check($"+{code}{new string('5', text.Length - 1 - code.Length)}").Number;
            return (number.Form == PhoneNumberForm.Unassigned) == (code is null) && sameLength.Form == number.Form
                && (number.Form == PhoneNumberForm.Possible) == (code is not null && !NationalLengths.Codes.Contains(number.CallingCode!.Value));
        }));

    [Fact]
    public void NationalLengths_AreOfAssignedCodesAndWithinE164() => Assert.All(NationalLengths.Codes, code =>
    {
        Assert.Contains(code, CallingCodes.All);
        var lengths = Enumerable.Range(0, 20).Where(digits => NationalLengths.Allow(code, digits) == true).ToList();
        Assert.NotEmpty(lengths);
        Assert.True(lengths[^1] + code.ToString(System.Globalization.CultureInfo.InvariantCulture).Length <= 15, $"{code}: longer than E.164 allows");
    });

    [Fact]
    public void Check_HostileLength_IsAValue() => Assert.False(PhoneNumber.Check("+" + new string('1', 1_000_000)).IsValid);

    [Fact]
    public void Check_AnyText_NormalisesOnceForAll() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Gen.Elements("+0123456789 -()/.x49".ToCharArray()).ArrayOf().Select(letters => "+4" + new string(letters)).ToArbitrary(), text =>
        {
            var check = PhoneNumber.Check(text);
            return check.IsValid
                ? PhoneNumber.Check(check.Number.Value) == check && check.Number.Value.Length is >= 8 and <= 16 && check.Number.Value[1..].All(char.IsAsciiDigit)
                : check.Problem is not null && !check.Problem.Contains(text, StringComparison.Ordinal);
        }));

    [Fact]
    public void CallingCodes_NoneBeginsAnother()
    {
        var codes = CallingCodes.All.Select(code => code.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(codes.Count, 200, 230);
        Assert.All(codes, code => Assert.Single(codes, other => code.StartsWith(other, StringComparison.Ordinal)));
    }
}
