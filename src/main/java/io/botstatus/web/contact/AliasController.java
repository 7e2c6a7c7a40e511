package io.botstatus.web.contact;

import io.botstatus.identity.Alias;
import io.botstatus.identity.Aliases;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.web.Person;
import io.botstatus.web.WebProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The calls about a contact's other ids. */
@RestController
@RequestMapping(
        path = WebProperties.PATH + "/contacts/{contactId}/aliases",
        produces = MediaType.APPLICATION_JSON_VALUE)
class AliasController {

    private final Aliases aliases;
    private final ContactStates states;

    AliasController(Aliases aliases, ContactStates states) {
        this.aliases = aliases;
        this.states = states;
    }

    @GetMapping
    AliasesView read(@PathVariable String contactId) {
        return view(ContactId.of(contactId));
    }

    /** Joins what is known of the alias with the contact. A second call changes nothing. */
    @PutMapping("/{alias}")
    AliasesView join(@PathVariable String contactId, @PathVariable String alias, HttpServletRequest request) {
        ContactId contact = ContactId.of(contactId);
        aliases.join(new Alias(aliasOf(alias), contact), Person.of(request, null));
        return view(contact);
    }

    /** Makes the alias a contact of its own, which keeps the holds. */
    @DeleteMapping("/{alias}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void separate(@PathVariable String contactId, @PathVariable String alias, HttpServletRequest request) {
        Alias known = new Alias(aliasOf(alias), ContactId.of(contactId));
        if (!aliases.separate(known, Person.of(request, null))) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "'%s' is no alias of the contact '%s'.".formatted(alias, contactId));
        }
    }

    private static ContactId aliasOf(String alias) {
        return ContactId.of("alias", alias);
    }

    private AliasesView view(ContactId named) {
        ContactId contact = states.canonical(named);
        List<String> others = aliases.of(contact).stream().map(ContactId::value).toList();
        return new AliasesView(contact.value(), others);
    }

    /**
     * The other ids of a contact as JSON.
     *
     * @param contactId the contact's own id, also where the call named an alias
     */
    record AliasesView(String contactId, List<String> aliases) {}
}
