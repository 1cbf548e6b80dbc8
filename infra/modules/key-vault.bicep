param name string
param location string
param tags object
param secretName string

@secure()
param signingSecret string

param erasureKeyName string

@secure()
param erasureKey string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
  }
}

// Made once. A later deployment, from another machine or a pipeline too, must not replace the secret that Platica signs with: every
// delivery would be refused from then on.
@onlyIfNotExists()
resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: secretName
  properties: {
    value: signingSecret
    contentType: 'text/plain'
  }
}

// Made once, and never changed: under another key nobody could tell any more who was erased.
@onlyIfNotExists()
resource erasure 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: erasureKeyName
  properties: {
    value: erasureKey
    contentType: 'text/plain'
  }
}

output name string = vault.name
