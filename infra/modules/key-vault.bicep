param name string
param location string
param tags object
param secretName string

@secure()
param signingSecret string

param erasureKeyName string

@secure()
param erasureKey string

param makesWhapiSecret bool
param whapiSecretName string

@secure()
param whapiSecret string

param makesWhapiPathSecret bool
param whapiPathSecretName string

@secure()
param whapiPathSecret string

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

// Whapi.Cloud signs nothing, so whoever has these can post messages in its name. Made once each, for Whapi.Cloud has to be told.
@onlyIfNotExists()
resource whapiHeader 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (makesWhapiSecret) {
  parent: vault
  name: whapiSecretName
  properties: {
    value: whapiSecret
    contentType: 'text/plain'
  }
}

@onlyIfNotExists()
resource whapiPath 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (makesWhapiPathSecret) {
  parent: vault
  name: whapiPathSecretName
  properties: {
    value: whapiPathSecret
    contentType: 'text/plain'
  }
}

output name string = vault.name
