using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>What the owner of an account says of themselves. No other members are accepted: nobody changes their own roles or plan.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ProfileRequest
{
    /// <summary>Given name, 1 to 100 characters.</summary>
    [Required]
    [StringLength(PersonName.MaxLength)]
    [RegularExpression(PersonName.Pattern, ErrorMessage = PersonName.Error)]
    public string? FirstName { get; init; }

    /// <summary>Family name, 1 to 100 characters.</summary>
    [Required]
    [StringLength(PersonName.MaxLength)]
    [RegularExpression(PersonName.Pattern, ErrorMessage = PersonName.Error)]
    public string? LastName { get; init; }

    /// <summary>A day from 1900-01-01 until today, for example <c>1999-12-31</c>.</summary>
    [BirthDate]
    public DateOnly? DateOfBirth { get; init; }

    /// <summary><c>female</c>, <c>male</c>, <c>nonBinary</c>, <c>other</c>, or absent.</summary>
    [MinLength(1)]
    [RegularExpression(Genders.Pattern, ErrorMessage = "The field {0} must be female, male, nonBinary or other.")]
    public string? Gender { get; init; }

    internal static ProfileRequest Of(Account account) => new()
    {
        FirstName = account.FirstName,
        LastName = account.LastName,
        DateOfBirth = account.DateOfBirth,
        Gender = account.Gender,
    };

    internal Account ApplyTo(Account account) => account with
    {
        FirstName = FirstName!.Trim(),
        LastName = LastName!.Trim(),
        DateOfBirth = DateOfBirth,
        Gender = Gender,
    };
}
